local floor, char = math.floor, string.char

local function chunk(round)
  local data = {}
  for k = 0, 39 do
    local n = (round * 31 + k * 17) % 60 + 4
    data[#data + 1] = char(floor(n / 256))
    data[#data + 1] = char(n % 256)
    for i = 0, n - 1 do data[#data + 1] = char((round + i) % 256) end
  end
  return table.concat(data)
end

local function sum(payload)
  local s = 0
  for i = 1, #payload do s = (s * 31 + payload:byte(i)) % 1000003 end
  return s
end

local buf, got, s = "", 0, 0
for round = 0, tonumber(arg[1]) - 1 do
  buf = buf .. chunk(round)
  while #buf >= 2 do
    local n = buf:byte(1) * 256 + buf:byte(2)
    if #buf < n + 2 then break end
    s = (s + sum(buf:sub(3, n + 2))) % 1000003
    got = got + 1
    buf = buf:sub(n + 3)
  end
end
print(string.format("%d", s * 1000 + got % 1000))
