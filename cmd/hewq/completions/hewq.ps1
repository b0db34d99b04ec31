# Completion of hewq for PowerShell. To have it in every shell, put this line into the file that $PROFILE names:
#
#     hewq completions powershell | Out-String | Invoke-Expression

Register-ArgumentCompleter -Native -CommandName hewq -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $plain = [System.Management.Automation.Language.StringConstantExpressionAst]
    $before = @($commandAst.CommandElements | Select-Object -Skip 1 |
        Where-Object { $_.Extent.EndOffset -lt $cursorPosition } |
        ForEach-Object { if ($_ -is $plain) { $_.Value } else { $_.Extent.Text } })
    $current = "$wordToComplete".Trim("'", '"')
    & $commandAst.GetCommandName() complete-words "=$current" @before 2>$null | ForEach-Object {
        $fields = $_.Split("`t")
        if ($fields[0] -ne ':files') {
            $about = if ($fields.Length -gt 1 -and $fields[1]) { $fields[1] } else { $fields[0] }
            [System.Management.Automation.CompletionResult]::new($fields[0], $fields[0], 'ParameterValue', $about)
            return
        }
        $endings = @($fields[2].Split(' ') | Where-Object { $_ })
        $found = [System.Management.Automation.CompletionCompleters]::CompleteFilename($current.Substring($fields[1].Length))
        foreach ($file in $found) {
            $ending = [System.IO.Path]::GetExtension($file.ListItemText).TrimStart('.')
            if ($endings.Count -eq 0 -or $file.ResultType -eq 'ProviderContainer' -or $endings -contains $ending) {
                [System.Management.Automation.CompletionResult]::new(
                    $fields[1] + $file.CompletionText, $file.ListItemText, $file.ResultType, $file.ToolTip)
            }
        }
    }
}
