local WORD, NUMBER, SIGN, END = 1, 2, 3, 4

local function letter(c) return c >= 97 and c <= 122 or c == 95 end
local function figure(c) return c >= 48 and c <= 57 end

local Lexer = {}
Lexer.__index = Lexer

function Lexer:peek()
  if self.at <= #self.text then return self.text:byte(self.at) end
  return -1
end

function Lexer:next()
  while self:peek() == 32 or self:peek() == 10 do self.at = self.at + 1 end
  local c = self:peek()
  if c < 0 then return END end
  local from = self.at
  if letter(c) then
    while letter(self:peek()) or figure(self:peek()) do self.at = self.at + 1 end
    return WORD, self.text:sub(from, self.at - 1)
  end
  if figure(c) then
    local n = 0
    while figure(self:peek()) do
      n = (n * 10 + self:peek() - 48) % 1000003
      self.at = self.at + 1
    end
    return NUMBER, n
  end
  self.at = self.at + 1
  return SIGN, c
end

local s = 0
for i = 0, tonumber(arg[1]) - 1 do
  local text = "let total_" .. i .. " = (a1 + " .. i * 37 .. ") * rate - offset[" .. i % 10 .. "];\n  if x >= 10 { y = y / 2; }"
  local lexer = setmetatable({text = text, at = 1}, Lexer)
  while true do
    local kind, v = lexer:next()
    if kind == WORD then s = s * 7 + #v
    elseif kind == NUMBER then s = s * 3 + v
    elseif kind == SIGN then s = s + v
    else break end
    s = s % 1000003
  end
end
print(s)
