local function place(row, n, cols, up, down)
  if row == n then return 1 end
  local ways = 0
  for c = 0, n - 1 do
    if not cols[c + 1] and not up[row + c + 1] and not down[row - c + n + 1] then
      cols[c + 1] = true
      up[row + c + 1] = true
      down[row - c + n + 1] = true
      ways = ways + place(row + 1, n, cols, up, down)
      cols[c + 1] = false
      up[row + c + 1] = false
      down[row - c + n + 1] = false
    end
  end
  return ways
end

local function free(n)
  local v = {}
  for i = 1, n do v[i] = false end
  return v
end

local n = tonumber(arg[1])
print(place(0, n, free(n), free(2 * n), free(2 * n + 1)))
