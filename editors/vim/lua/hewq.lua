-- Starts `hewq lsp` for buffers with programs of Hew.
--
--     require("hewq").setup()                            -- with a hewq on the path
--     require("hewq").setup({ cmd = { "/opt/hewq", "lsp" }, on_attach = function(client, bufnr) end })
local M = {}

local clients = {} -- by folder

local function root(bufnr)
  local dir = vim.fn.fnamemodify(vim.api.nvim_buf_get_name(bufnr), ":p:h")
  local git = vim.fn.finddir(".git", dir .. ";")
  if git ~= "" then
    return vim.fn.fnamemodify(git, ":p:h:h")
  end
  return dir
end

local function attach(options, bufnr)
  if vim.bo[bufnr].buftype ~= "" then
    return
  end
  local dir = root(bufnr)
  local config = vim.tbl_deep_extend("force", { name = "hewq", cmd = { "hewq", "lsp" }, root_dir = dir }, options)
  if vim.lsp.start then -- Neovim 0.8 and later
    vim.lsp.start(config, { bufnr = bufnr })
    return
  end
  local id = clients[dir]
  if not id or not vim.lsp.get_client_by_id(id) then
    id = vim.lsp.start_client(config)
    clients[dir] = id
  end
  if id then
    vim.lsp.buf_attach_client(bufnr, id)
  end
end

--- Starts the server for each buffer with the file type `hew`. Options are those of |vim.lsp.start_client()|.
function M.setup(options)
  options = options or {}
  vim.api.nvim_create_autocmd("FileType", {
    group = vim.api.nvim_create_augroup("hewq", {}),
    pattern = "hew",
    callback = function(event)
      attach(options, event.buf)
    end,
  })
  for _, bufnr in ipairs(vim.api.nvim_list_bufs()) do
    if vim.api.nvim_buf_is_loaded(bufnr) and vim.bo[bufnr].filetype == "hew" then
      attach(options, bufnr)
    end
  end
end

return M
