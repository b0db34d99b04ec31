local program = {
  0, 0,
  3, 1,
  8, 24,
  3, 0,
  3, 1,
  3, 1,
  5, 0,
  4, 0,
  1, 1009,
  6, 0,
  2, 0,
  3, 1,
  1, -1,
  4, 0,
  2, 1,
  7, 0,
  9, 0,
}

local function execute(code, n)
  local vars, stack, top, at = {[0] = 0, n}, {}, 0, 0
  while true do
    local op, x = code[at + 1], code[at + 2]
    at = at + 2
    if op == 0 then
    elseif op == 1 then
      top = top + 1
      stack[top] = x
    elseif op == 2 then
      vars[x] = stack[top]
      top = top - 1
    elseif op == 3 then
      top = top + 1
      stack[top] = vars[x]
    elseif op == 4 then
      top = top - 1
      stack[top] = stack[top] + stack[top + 1]
    elseif op == 5 then
      top = top - 1
      stack[top] = stack[top] * stack[top + 1]
    elseif op == 6 then
      top = top - 1
      stack[top] = stack[top] % stack[top + 1]
    elseif op == 7 then
      at = x
    elseif op == 8 then
      top = top - 1
      if stack[top + 1] == 0 then return vars[0] end
    else
      error("no such instruction")
    end
  end
end

print(execute(program, tonumber(arg[1])))
