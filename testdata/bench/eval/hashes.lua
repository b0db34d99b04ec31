local MASK = 0xFFFFFFFF

local function mixed(x)
  local h = x
  h = h ~ (h >> 16)
  h = h * 0x45D9F3B & MASK
  h = h ~ (h >> 15)
  h = h + (h << 7) & MASK
  return h ~ (h >> 11)
end

local function rotated(x, n) return (x << n & MASK) | (x >> (32 - n)) end

local function stepped(state)
  local x = state
  x = x ~ (x << 13 & MASK)
  x = x ~ (x >> 17)
  return x ~ (x << 5 & MASK)
end

local function over(a, n) -- rounds towards zero
  if a < 0 then return -(-a // n) end
  return a // n
end

local function signed(a, b) return (over(a, 3) + b % 1000) * 2 - (a & 255) + (b >> 9) end

local state, sum, low = 2463534242, 0, 0
for _ = 1, tonumber(arg[1]) do
  state = stepped(state)
  sum = rotated(sum ~ mixed(state), 5)
  low = signed(over(low, 4), state & 65535)
end
print(sum + low)
