package lsp

// This file begins and ends a connection.

import (
	"context"
	"encoding/json"
	"slices"
	"sync"
	"sync/atomic"

	"hewq/lang/diag"
	"hewq/lsp/rpc"
)

// A lifecycle is how far a connection has come.
type lifecycle struct {
	begun atomic.Bool // `initialize` was answered
	ended atomic.Bool // `shutdown` came
	left  atomic.Bool // `exit` came after that
	once  sync.Once
	ready chan struct{} // closed by `initialized`
}

// allows refuses what comes too early or too late. It is asked in the order in which messages come.
func (l *lifecycle) allows(method string) error {
	switch {
	case method == "exit" || method == "$/cancelRequest":
	case l.ended.Load():
		return rpc.Errorf(rpc.InvalidRequest, "`%s` came after `shutdown`", method)
	case method == "initialize":
		if l.begun.Load() {
			return rpc.Errorf(rpc.InvalidRequest, "`initialize` came a second time")
		}
	case !l.begun.Load():
		return rpc.Errorf(notInitialized, "`%s` came before `initialize`", method)
	case method == "shutdown":
		l.ended.Store(true) // what came before it may still run
	}
	return nil
}

// stubsAs is how the client gets the texts of the standard library.
type stubsAs uint8

const (
	asFiles   stubsAs = iota // copies below the cache folder
	asVirtual                // documents with `hewq:` URIs, whose text the client asks for
)

// initialize learns what the client can do, and tells what the server can.
func (s *server) initialize(_ context.Context, p initializeParams) (initializeResult, error) {
	var options initializationOptions
	if len(p.InitializationOptions) > 0 {
		if err := json.Unmarshal(p.InitializationOptions, &options); err != nil {
			return initializeResult{}, rpc.Errorf(rpc.InvalidParams, "initializationOptions: %v", err)
		}
	}
	s.client = client{clientCapabilities: p.Capabilities, units: diag.UTF16, allow: options.Allow}
	if slices.Contains(p.Capabilities.General.PositionEncodings, diag.UTF8.String()) {
		s.client.units = diag.UTF8
	}
	if err := s.chooseStubs(options.Stubs); err != nil {
		return initializeResult{}, err
	}
	s.folders.set(p)
	s.life.begun.Store(true)
	return initializeResult{
		Capabilities: s.capabilities(),
		ServerInfo:   serverInfo{Name: "hewq", Version: s.Version},
	}, nil
}

// chooseStubs decides how the client gets the texts of the standard library: as it wants, or as it can.
func (s *server) chooseStubs(wanted string) error {
	switch {
	case wanted == "virtual", wanted == "" && s.client.Workspace.TextDocumentContent != nil, wanted == "" && s.Cache == "":
		s.client.stubs = asVirtual
	case wanted == "files" && s.Cache == "":
		return rpc.Errorf(rpc.InvalidParams, "initializationOptions: `stubs` cannot be `files`: there is no cache folder")
	case wanted == "files", wanted == "":
		s.client.stubs = asFiles
	default:
		return rpc.Errorf(rpc.InvalidParams, "initializationOptions: `stubs` is `files` or `virtual`, not `%s`", wanted)
	}
	return nil
}

// canPull tells whether the client can ask for diagnostics, and be told to ask again: otherwise it would not hear of what a change
// does to other documents.
func (c *client) canPull() bool {
	return c.TextDocument.Diagnostic != nil && c.Workspace.Diagnostics.RefreshSupport
}

func (s *server) capabilities() serverCapabilities {
	c := serverCapabilities{
		PositionEncoding:                s.client.units.String(),
		TextDocumentSync:                textDocumentSync{OpenClose: true, Change: syncIncremental},
		HoverProvider:                   true,
		CompletionProvider:              completionOptions{TriggerCharacters: []string{".", ":"}},
		SignatureHelpProvider:           signatureOptions{TriggerCharacters: []string{"(", ","}, RetriggerCharacters: []string{")"}},
		InlayHintProvider:               true,
		DefinitionProvider:              true,
		TypeDefinitionProvider:          true,
		DeclarationProvider:             true,
		ImplementationProvider:          true,
		CallHierarchyProvider:           true,
		TypeHierarchyProvider:           true,
		CodeLensProvider:                lensOptions{ResolveProvider: true},
		ReferencesProvider:              true,
		DocumentHighlightProvider:       true,
		DocumentSymbolProvider:          true,
		WorkspaceSymbolProvider:         true,
		CodeActionProvider:              codeActionOptions{[]string{quickFix, fixAll, organizeImports}},
		RenameProvider:                  renameOptions{PrepareProvider: true},
		DocumentFormattingProvider:      true,
		DocumentRangeFormattingProvider: true,
		DocumentOnTypeFormattingProvider: onTypeOptions{
			FirstTriggerCharacter: "\n", MoreTriggerCharacter: []string{"}", ")", "]"},
		},
		FoldingRangeProvider:   true,
		SelectionRangeProvider: true,
		SemanticTokensProvider: semanticTokensOptions{
			Legend: semanticTokensLegend{TokenTypes: tokenTypes, TokenModifiers: tokenModifiers}, Full: true, Range: true,
		},
		Workspace: workspaceCapabilities{
			WorkspaceFolders:    workspaceFoldersOptions{Supported: true, ChangeNotifications: true},
			TextDocumentContent: contentOptions{[]string{"hewq"}},
		},
	}
	if s.client.canPull() {
		c.DiagnosticProvider = &diagnosticOptions{Identifier: "hewq", InterFileDependencies: true}
	}
	if s.RunTest != nil {
		c.ExecuteCommandProvider = &commandOptions{[]string{runTest}}
	}
	return c
}

// initialized says that the client takes requests.
func (s *server) initialized(context.Context, none) error {
	s.life.once.Do(func() { close(s.life.ready) })
	return nil
}

// shutdown has been noted when it came: nothing but `exit` is taken any more.
func (s *server) shutdown(context.Context, none) (any, error) { return nil, nil }

// exit ends the connection.
func (s *server) exit(context.Context, none) error {
	s.life.left.Store(s.life.ended.Load())
	s.cancel()
	return nil
}
