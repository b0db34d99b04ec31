-- What cmd/hewq/nvim_test.go does in Neovim: it writes what it sees into the file $HEWQ_OUT.
local out = {}

local function say(...)
  table.insert(out, table.concat({ ... }, " "))
end

local function finish()
  vim.fn.writefile(out, vim.env.HEWQ_OUT)
  vim.cmd("qa!")
end

local function wait(what, condition)
  if not vim.wait(60000, condition, 10) then
    say("waited in vain for " .. what)
    finish()
  end
end

-- Puts the cursor on a word, in the first line that matches a pattern.
local function on(pattern, word)
  vim.fn.cursor(1, 1)
  vim.fn.search(pattern, "c")
  vim.fn.search(word, "c", vim.fn.line("."))
end

local function floating()
  for _, win in ipairs(vim.api.nvim_list_wins()) do
    if vim.api.nvim_win_get_config(win).relative ~= "" then
      return win
    end
  end
end

-- Runs a test by the lens above it.
local function run_test()
  vim.cmd("edit! " .. vim.env.HEWQ_TEST)
  local shown
  vim.lsp.handlers["window/showMessage"] = function(_, message)
    shown = message.message
  end
  wait("the server", function()
    return next(vim.lsp.buf_get_clients(0)) ~= nil
  end)
  vim.lsp.codelens.refresh()
  wait("lenses", function()
    return #vim.lsp.codelens.get(0) == 2
  end)
  on("fn adds", "adds")
  vim.lsp.codelens.run()
  wait("the test", function()
    return shown
  end)
  say("test", shown)
end

local function run()
  require("hewq").setup({})
  vim.cmd("edit " .. vim.env.HEWQ_FILE)
  say("file type", vim.bo.filetype, "syntax", vim.fn.synIDattr(vim.fn.synID(3, 1, 1), "name"))

  wait("the server", function()
    local _, client = next(vim.lsp.buf_get_clients(0))
    return client and client.initialized
  end)
  local _, client = next(vim.lsp.buf_get_clients(0))
  say("attached", client.name)
  wait("the server", function()
    return client.server_capabilities ~= nil
  end)

  on("let server", "new_server")
  vim.lsp.buf.hover()
  wait("hover", floating)
  local shown = vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(floating()), 0, -1, false)
  say("hover", shown[1])
  say("documentation", tostring(#shown > 3))
  vim.api.nvim_win_close(floating(), true)

  local here = vim.fn.bufnr("%")
  vim.lsp.buf.definition()
  wait("definition", function()
    return vim.fn.bufnr("%") ~= here
  end)
  local name = vim.fn.bufname("%")
  say("definition", name:match("[^/]+/[^/]+/[^/]+/[^/]+/[^/]+$"), vim.fn.getline("."))
  say("read only", tostring(vim.bo.readonly), "file type", vim.bo.filetype)
  vim.cmd("buffer " .. here)

  on("let server", "server")
  vim.lsp.buf.rename("listener")
  wait("rename", function()
    return vim.fn.search("listener", "nw") > 0
  end)
  for _, line in ipairs(vim.api.nvim_buf_get_lines(0, 0, -1, false)) do
    if line:match("listener") then
      say("renamed", line)
    end
  end

  vim.fn.append(vim.fn.line("$"), { "", "fn   wrong( ) { nothing( ) }" })
  wait("diagnostics", function()
    return #vim.diagnostic.get(0) > 0
  end)
  for _, d in ipairs(vim.diagnostic.get(0)) do
    say("diagnostic", tostring(d.lnum), d.message)
  end
  if vim.lsp.buf.format then
    vim.lsp.buf.format()
  else
    vim.lsp.buf.formatting_sync(nil, 60000)
  end
  say("formatted", unpack(vim.fn.getline(vim.fn.line("$") - 2, "$")))
  run_test()
end

local ok, err = pcall(run)
if not ok then
  say("failed: " .. tostring(err))
end
finish()
