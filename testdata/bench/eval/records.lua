local min = math.min

local function less(a, b)
  if a.group ~= b.group then return a.group < b.group end
  if a.score ~= b.score then return a.score > b.score end
  return a.name < b.name
end

local function merge(from, to, lo, mid, hi)
  local i, j = lo, mid
  for k = lo, hi - 1 do
    if i < mid and (j >= hi or not less(from[j + 1], from[i + 1])) then
      to[k + 1] = from[i + 1]
      i = i + 1
    else
      to[k + 1] = from[j + 1]
      j = j + 1
    end
  end
end

local function sorted(all)
  local n, a, b, width = #all, all, {}, 1
  for i = 1, n do b[i] = a[i] end
  while width < n do
    local lo = 0
    while lo < n do
      merge(a, b, lo, min(lo + width, n), min(lo + 2 * width, n))
      lo = lo + 2 * width
    end
    local t = a -- gopher-lua cannot swap locals in one statement
    a = b
    b = t
    width = width * 2
  end
  return a
end

local all, seed, s = {}, 7, 0
for i = 0, tonumber(arg[1]) - 1 do
  seed = (seed * 1103515 + 12345) % 2147483
  all[i + 1] = {group = seed % 50, score = seed % 1000, name = "n" .. i}
end
for _, e in ipairs(sorted(all)) do
  s = (s * 31 + e.group * 1000 + e.score + #e.name) % 1000003
end
print(s)
