local function document(n)
  local rows = {}
  for i = 0, n - 1 do
    rows[i + 1] = "row " .. i .. ": {" .. i % 7 .. "} [" .. i * 13 % 101 .. "]"
  end
  return table.concat(rows, "\n")
end

local function depths(text)
  local depth, s = 0, 0
  for i = 1, #text do
    local c = text:sub(i, i)
    if c == "{" or c == "[" then
      depth = depth + 1
    elseif c == "}" or c == "]" then
      depth = depth - 1
    end
    s = s + depth
  end
  return s
end

local function lines(text)
  local rest, s = text, 0
  while true do
    local at = rest:find("\n", 1, true)
    if not at then return s + #rest end
    s = (s * 3 + at - 1) % 1000003
    rest = rest:sub(at + 1)
  end
end

local text = document(tonumber(arg[1]))
print(string.format("%d", depths(text) * 1000 + lines(text) % 1000))
