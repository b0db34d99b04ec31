local function make()
  local t = {}
  for n = 0, 255 do
    local c = n
    for _ = 1, 8 do
      if c & 1 == 1 then c = (c >> 1) ~ 0xEDB88320 else c = c >> 1 end
    end
    t[n] = c
  end
  return t
end

local function crc(t, data)
  local c = 0xFFFFFFFF
  for i = 1, #data do
    c = t[(c ~ data[i]) & 0xFF] ~ (c >> 8)
  end
  return c ~ 0xFFFFFFFF
end

local data = {}
for i = 0, tonumber(arg[1]) - 1 do data[i + 1] = i * 7 % 251 end
print(crc(make(), data))
