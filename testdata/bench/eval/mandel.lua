local function steps(cx, cy, most)
  local x, y, n = 0.0, 0.0, 0
  while n < most do
    local xx, yy = x * x, y * y
    if xx + yy > 4.0 then return n end
    y = 2.0 * x * y + cy
    x = xx - yy + cx
    n = n + 1
  end
  return n
end

local size, s = tonumber(arg[1]), 0
local scale = 3.0 / size
for j = 0, size - 1 do
  for i = 0, size - 1 do
    s = s + steps(i * scale - 2.0, j * scale - 1.5, 50)
  end
end
print(s)
