local function matrix(n, k)
  local m = {}
  for i = 0, n - 1 do
    local row = {}
    for j = 0, n - 1 do row[j + 1] = ((i * k + j) % 17 - 8) * 1.0 end
    m[i + 1] = row
  end
  return m
end

local function product(a, b, n)
  local c = matrix(n, 0)
  for i = 1, n do
    for j = 1, n do
      local s = 0.0
      for k = 1, n do s = s + a[i][k] * b[k][j] end
      c[i][j] = s
    end
  end
  return c
end

local size, trace = tonumber(arg[1]), 0.0
local c = product(matrix(size, 3), matrix(size, 5), size)
for i = 1, size do trace = trace + c[i][i] + c[i][size + 1 - i] * 3.0 end
print(string.format("%d", trace))
