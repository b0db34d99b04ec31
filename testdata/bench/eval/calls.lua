local floor = math.floor
local tak, power

function tak(x, y, z)
  if y >= x then return z end
  return tak(tak(x - 1, y, z), tak(y - 1, z, x), tak(z - 1, x, y))
end

local function clamp(x, low, high)
  if x < low then return low end
  if x > high then return high end
  return x
end

local function blend(a, b, part, whole) return floor((a * (whole - part) + b * part) / whole) end

function power(base, n, m, acc)
  if n == 0 then return acc end
  return power(base * base % m, floor(n / 2), m, n % 2 == 1 and acc * base % m or acc)
end

local size = tonumber(arg[1])
local s = tak(size % 7 + 11, 8, 4)
for i = 0, size - 1 do
  local c = clamp(i % 300 - 20, 0, 255)
  s = (s * 31 + blend(c, 255 - c, i % 64, 64) + power(3, c, 10007, 1)) % 1000003
end
print(s)
