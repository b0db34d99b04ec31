local size, m = tonumber(arg[1]), {}
for i = 0, size - 1 do m[i * 7919 % 1000003] = i end
local s = 0
for i = 0, size - 1 do
  local v = m[i]
  if v then
    s = (s + v) % 1000003
    m[i] = v + 1
  else
    s = s + 1
  end
end
for i = 0, size - 1 do
  local k = i * 7919 % 1000003
  if k % 3 == 0 then
    m[k] = nil
  elseif m[k] ~= nil then
    s = (s + (m[k] or 0)) % 1000003
  end
end
local len = 0
for _ in pairs(m) do len = len + 1 end
print(string.format("%d", s * 1000 + len % 1000))
