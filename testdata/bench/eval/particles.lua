local ps = {}
for i = 0, 199 do
  ps[i + 1] = {pos = {x = i * 1.0, y = i * 0.5}, vel = {x = 1.0, y = -0.5}, hits = 0}
end
for _ = 1, tonumber(arg[1]) do
  for i = 1, #ps do
    ps[i].pos.x = ps[i].pos.x + ps[i].vel.x
    ps[i].pos.y = ps[i].pos.y + ps[i].vel.y
    if ps[i].pos.x > 250.0 or ps[i].pos.x < 0.0 then
      ps[i].vel.x = 0.0 - ps[i].vel.x
      ps[i].hits = ps[i].hits + 1
    end
    if ps[i].pos.y > 150.0 or ps[i].pos.y < 0.0 then
      ps[i].vel.y = 0.0 - ps[i].vel.y
      ps[i].hits = ps[i].hits + 1
    end
  end
end
local x, y, hits = 0.0, 0.0, 0
for _, p in ipairs(ps) do
  x = x + p.pos.x
  y = y + p.pos.y
  hits = hits + p.hits
end
print(string.format("%d", math.floor(x + y) * 1000 + hits % 1000))
