//! Tells Zed how to start `hewq lsp`.

use zed_extension_api::{self as zed, Command, LanguageServerId, Result, Worktree};

struct Hewq;

impl zed::Extension for Hewq {
    fn new() -> Self {
        Hewq
    }

    fn language_server_command(&mut self, _: &LanguageServerId, worktree: &Worktree) -> Result<Command> {
        let command = worktree.which("hewq").ok_or("there is no command `hewq` on the path")?;
        Ok(Command { command, args: vec!["lsp".into()], env: worktree.shell_env() })
    }
}

zed::register_extension!(Hewq);
