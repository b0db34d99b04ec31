local Log = {}
Log.__index = Log

function Log:add(s)
  self.text = self.text .. s
  self.lines = self.lines + 1
end

local function joined(a, b) return a .. b end

local log = setmetatable({text = "", lines = 0}, Log)
local parts, all, both = {}, "", ""
for i = 0, tonumber(arg[1]) - 1 do
  log:add("entry;")
  local key = i % 2 == 0 and "even" or "odd"
  parts[key] = (parts[key] or "") .. "abcd"
  all = all .. i % 10 .. ","
  both = joined(both, "xyz")
end
local s = log.lines + #log.text + #all + #both
for _, k in ipairs({"even", "odd"}) do s = s + #(parts[k] or "") end
print(s)
