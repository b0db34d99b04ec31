local char = string.char

local function shifted(text, by)
  local out = ""
  for i = 1, #text do
    local c = text:byte(i)
    if c >= 97 and c <= 122 then
      out = out .. char((c - 97 + by) % 26 + 97)
    else
      out = out .. char(c)
    end
  end
  return out
end

local function squeezed(text)
  local out, last = "", " "
  for i = 1, #text do
    local c = text:sub(i, i)
    if c ~= last then out = out .. c end
    last = c
  end
  return out
end

local text = "the quick brown fox jumps over the lazy dog, and then sleeps all day"
local s = 0
for i = 0, tonumber(arg[1]) - 1 do
  text = shifted(text, i % 5 + 1)
  s = (s * 31 + #squeezed(text) + text:byte(i % #text + 1)) % 1000003
end
print(s)
