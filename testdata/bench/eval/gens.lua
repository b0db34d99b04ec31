local yield, wrap = coroutine.yield, coroutine.wrap

local function numbers(n)
  return wrap(function() for i = 0, n - 1 do yield(i) end end)
end

local function odd(n)
  return wrap(function()
    for x in numbers(n) do
      if x % 2 == 1 then yield(x) end
    end
  end)
end

local function squares(n)
  return wrap(function()
    local k = 0
    while k < n do
      yield(k * k % 1009)
      k = k + 1
    end
  end)
end

local size, s = tonumber(arg[1]), 0
for x in odd(size) do s = (s + x) % 1000003 end
for x in squares(size) do s = s + x end
local pull = numbers(size)
local x = pull()
while x do
  s = (s * 3 + x) % 1000003
  x = pull()
end
print(s)
