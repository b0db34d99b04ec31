local floor, min = math.floor, math.min

local function before(a, b)
  if a.rank == b.rank then return a.id < b.id end
  return a.rank < b.rank
end

local function push(h, job)
  local i = h.n + 1
  h[i], h.n = job, i
  while i > 1 do
    local up = floor(i / 2)
    if not before(h[i], h[up]) then return end
    h[i], h[up] = h[up], h[i]
    i = up
  end
end

local function pop(h)
  local top, n = h[1], h.n - 1
  local last = h[n + 1]
  h[n + 1], h.n = nil, n
  if n == 0 then return top end
  h[1] = last
  local i = 1
  while true do
    local least = i
    for c = 2 * i, min(2 * i + 1, n) do
      if before(h[c], h[least]) then least = c end
    end
    if least == i then return top end
    h[i], h[least] = h[least], h[i]
    i = least
  end
end

local h, seed, s = {n = 0}, 12345, 0
for id = 0, tonumber(arg[1]) - 1 do
  seed = (seed * 1103515 + 12345) % 2147483
  push(h, {rank = seed % 10000, id = id})
  if id % 3 == 2 then s = (s * 31 + pop(h).rank) % 1000003 end
end
while h.n > 0 do
  local job = pop(h)
  s = (s * 31 + job.rank + job.id) % 1000003
end
print(s)
