local floor = math.floor

local function picture(w, h)
  local p = {}
  for y = 0, h - 1 do
    for x = 0, w - 1 do p[#p + 1] = (x * x + y * 3) % 256 end
  end
  return p
end

local function smooth(from, to, w, h)
  for y = 1, h - 2 do
    for x = 2, w - 1 do
      local at = y * w + x
      local around = from[at - 1] + from[at + 1] + from[at - w] + from[at + w]
      to[at] = floor((around + from[at] * 4) / 8)
    end
  end
end

local size = tonumber(arg[1])
local a, b, shades = picture(size, size), {}, {}
for i = 1, #a do b[i] = a[i] end
for _ = 1, 2 do
  smooth(a, b, size, size)
  smooth(b, a, size, size)
end
for i = 0, 255 do shades[i] = 0 end
for i = 1, #a do shades[a[i]] = shades[a[i]] + 1 end
local s = 0
for i = 0, 255 do s = (s * 31 + shades[i]) % 1000003 end
print(s)
