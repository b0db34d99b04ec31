local Rect, Disc, Wedge = {}, {}, {}
Rect.__index, Disc.__index, Wedge.__index = Rect, Disc, Wedge

function Rect:area() return self.w * self.h end
function Rect:holds(x, y) return x >= 0.0 and x <= self.w and y >= 0.0 and y <= self.h end
function Disc:area() return self.r * self.r * 3.0 end
function Disc:holds(x, y) return x * x + y * y <= self.r * self.r end
function Wedge:area() return self.w * self.h / 2.0 end
function Wedge:holds(x, y) return x >= 0.0 and y >= 0.0 and x * self.h + y * self.w <= self.w * self.h end

local all = {}
for i = 0, 29 do
  local k = i + 1.0
  if i % 3 == 0 then
    all[i + 1] = setmetatable({w = k, h = k + 1.0}, Rect)
  elseif i % 3 == 1 then
    all[i + 1] = setmetatable({r = k}, Disc)
  else
    all[i + 1] = setmetatable({w = k + 2.0, h = k}, Wedge)
  end
end
local total, inside = 0.0, 0
for i = 0, tonumber(arg[1]) - 1 do
  local x, y = i % 19, i % 23
  for j = 1, #all do
    local s = all[j]
    if s:holds(x, y) then inside = inside + 1 end
    total = total + s:area()
  end
end
print(string.format("%d", math.floor(total) % 1000003 * 1000 + inside % 1000))
