local function text(n)
  local parts, lines, seed = {}, {}, 99
  for i = 0, n - 1 do
    seed = (seed * 1103515 + 12345) % 2147483
    lines[#lines + 1] = "word" .. seed % 700 .. " and Other" .. i % 50 .. " or w" .. seed % 9000 .. " again"
    if #lines == 1000 or i == n - 1 then -- gopher-lua cannot join more at once
      parts[#parts + 1] = table.concat(lines, "\n")
      lines = {}
    end
  end
  return table.concat(parts, "\n")
end

local counts = {}
for line in text(tonumber(arg[1])):gmatch("[^\n]+") do
  for word in line:gmatch("[^ ]+") do
    local key = word:lower()
    counts[key] = (counts[key] or 0) + 1
  end
end
local s, kinds = 0, 0
for k, n in pairs(counts) do
  s = s + n * n % 1009 * #k
  kinds = kinds + 1
end
print(string.format("%d", s * 1000 + kinds % 1000))
