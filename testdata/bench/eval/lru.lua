local Cache = {}
Cache.__index = Cache

function Cache:unlink(p)
  local n, o = self.newer[p], self.older[p]
  self.older[n] = o
  self.newer[o] = n
end

function Cache:link(p)
  local o = self.older[0]
  self.older[p] = o
  self.newer[p] = 0
  self.newer[o] = p
  self.older[0] = p
end

function Cache:get(key)
  local p = self.at[key]
  if not p then return -1 end
  self:unlink(p)
  self:link(p)
  return self.held[p]
end

function Cache:put(key, value)
  local p = #self.key + 1
  if p > self.room then
    p = self.newer[0]
    self:unlink(p)
    self.at[self.key[p]] = nil
  else
    self.newer[p] = 0
    self.older[p] = 0
  end
  self.key[p] = key
  self.held[p] = value
  self:link(p)
  self.at[key] = p
end

local cache = setmetatable({room = 1000, at = {}, key = {}, held = {}, newer = {[0] = 0}, older = {[0] = 0}}, Cache)
local seed, hits, s = 42, 0, 0
for i = 0, tonumber(arg[1]) - 1 do
  seed = (seed * 1103515 + 12345) % 2147483
  local key = seed % 900 + seed % 7 * 100
  local found = cache:get(key)
  if found >= 0 then
    hits = hits + 1
    s = (s + found) % 1000003
  else
    cache:put(key, i)
  end
end
print(string.format("%d", s * 1000 + hits % 1000))
