local function digit(c)
  if c >= 48 and c <= 57 then return c - 48 end
  return nil, {kind = "digit", c = c}
end

local function number(s)
  if #s == 0 then return nil, {kind = "empty"} end
  local n = 0
  for i = 1, #s do
    local d, err = digit(s:byte(i))
    if err then return nil, err end
    n = n * 10 + d
    if n > 99999 then return nil, {kind = "large", n = n, at = i - 1} end
  end
  return n
end

local function sign(s)
  if s == "-" then return nil end
  local n, err = number(s)
  if err then return nil, err end
  if n == 0 then return {kind = "nothing"} end
  return {kind = "number", n = n}
end

local function weigh(t, err)
  if err then
    if err.kind == "empty" then return 3 end
    if err.kind == "digit" then return err.c end
    return err.n % 100 + err.at
  end
  if not t then return 2 end
  if t.kind == "nothing" then return 1 end
  if t.n > 5000 then return t.n - 5000 end
  return t.n
end

local texts = {"1234", "77", "x1", "12x", "", "-", "999999", "0", "8123", "56789"}
local s = 0
for i = 0, tonumber(arg[1]) - 1 do
  s = (s * 3 + weigh(sign(texts[i % 10 + 1]))) % 1000003
end
print(s)
