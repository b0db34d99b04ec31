package lsp

// This file has the messages of the protocol's lifecycle and of documents, as far as they are used.

import (
	"encoding/json"

	"hewq/lang/diag"
)

type (
	initializeParams struct {
		RootURI               string             `json:"rootUri"`
		WorkspaceFolders      []folder           `json:"workspaceFolders"`
		InitializationOptions json.RawMessage    `json:"initializationOptions"`
		Capabilities          clientCapabilities `json:"capabilities"`
	}
	folder struct {
		URI string `json:"uri"`
	}
	// initializationOptions are ours: docs/editors.md describes them.
	initializationOptions struct {
		Stubs string   `json:"stubs"` // "files" or "virtual"
		Allow []string `json:"allow"` // codes of warnings that are not wanted
	}
	clientCapabilities struct {
		General struct {
			PositionEncodings []string `json:"positionEncodings"`
		} `json:"general"`
		Workspace struct {
			TextDocumentContent   *struct{} `json:"textDocumentContent"`
			DidChangeWatchedFiles struct {
				DynamicRegistration bool `json:"dynamicRegistration"`
			} `json:"didChangeWatchedFiles"`
			Diagnostics struct {
				RefreshSupport bool `json:"refreshSupport"`
			} `json:"diagnostics"`
			WorkspaceEdit struct {
				DocumentChanges bool `json:"documentChanges"`
			} `json:"workspaceEdit"`
		} `json:"workspace"`
		TextDocument struct {
			DocumentSymbol struct {
				Hierarchical bool `json:"hierarchicalDocumentSymbolSupport"`
			} `json:"documentSymbol"`
			Diagnostic   *struct{} `json:"diagnostic"`
			CodeLens     *struct{} `json:"codeLens"`
			FoldingRange struct {
				LineFoldingOnly bool `json:"lineFoldingOnly"`
			} `json:"foldingRange"`
		} `json:"textDocument"`
	}
)

type (
	initializeResult struct {
		Capabilities serverCapabilities `json:"capabilities"`
		ServerInfo   serverInfo         `json:"serverInfo"`
	}
	serverInfo struct {
		Name    string `json:"name"`
		Version string `json:"version"`
	}
	serverCapabilities struct {
		PositionEncoding                 string                `json:"positionEncoding"`
		TextDocumentSync                 textDocumentSync      `json:"textDocumentSync"`
		HoverProvider                    bool                  `json:"hoverProvider"`
		CompletionProvider               completionOptions     `json:"completionProvider"`
		SignatureHelpProvider            signatureOptions      `json:"signatureHelpProvider"`
		DefinitionProvider               bool                  `json:"definitionProvider"`
		TypeDefinitionProvider           bool                  `json:"typeDefinitionProvider"`
		DeclarationProvider              bool                  `json:"declarationProvider"`
		ImplementationProvider           bool                  `json:"implementationProvider"`
		CallHierarchyProvider            bool                  `json:"callHierarchyProvider"`
		TypeHierarchyProvider            bool                  `json:"typeHierarchyProvider"`
		DocumentLinkProvider             struct{}              `json:"documentLinkProvider"`
		CodeLensProvider                 lensOptions           `json:"codeLensProvider"`
		ExecuteCommandProvider           *commandOptions       `json:"executeCommandProvider,omitempty"`
		ReferencesProvider               bool                  `json:"referencesProvider"`
		DocumentHighlightProvider        bool                  `json:"documentHighlightProvider"`
		DocumentSymbolProvider           bool                  `json:"documentSymbolProvider"`
		WorkspaceSymbolProvider          bool                  `json:"workspaceSymbolProvider"`
		CodeActionProvider               codeActionOptions     `json:"codeActionProvider"`
		DocumentFormattingProvider       bool                  `json:"documentFormattingProvider"`
		DocumentRangeFormattingProvider  bool                  `json:"documentRangeFormattingProvider"`
		DocumentOnTypeFormattingProvider onTypeOptions         `json:"documentOnTypeFormattingProvider"`
		RenameProvider                   renameOptions         `json:"renameProvider"`
		FoldingRangeProvider             bool                  `json:"foldingRangeProvider"`
		SelectionRangeProvider           bool                  `json:"selectionRangeProvider"`
		SemanticTokensProvider           semanticTokensOptions `json:"semanticTokensProvider"`
		InlayHintProvider                bool                  `json:"inlayHintProvider"`
		DiagnosticProvider               *diagnosticOptions    `json:"diagnosticProvider,omitempty"`
		Workspace                        workspaceCapabilities `json:"workspace"`
	}
	diagnosticOptions struct {
		Identifier            string `json:"identifier"`
		InterFileDependencies bool   `json:"interFileDependencies"`
		WorkspaceDiagnostics  bool   `json:"workspaceDiagnostics"`
	}
	textDocumentSync struct {
		OpenClose bool `json:"openClose"`
		Change    int  `json:"change"`
	}
	completionOptions struct {
		TriggerCharacters []string `json:"triggerCharacters"`
	}
	signatureOptions struct {
		TriggerCharacters   []string `json:"triggerCharacters"`
		RetriggerCharacters []string `json:"retriggerCharacters"`
	}
	codeActionOptions struct {
		CodeActionKinds []string `json:"codeActionKinds"`
	}
	lensOptions struct {
		ResolveProvider bool `json:"resolveProvider"`
	}
	commandOptions struct {
		Commands []string `json:"commands"`
	}
	onTypeOptions struct {
		FirstTriggerCharacter string   `json:"firstTriggerCharacter"`
		MoreTriggerCharacter  []string `json:"moreTriggerCharacter"`
	}
	renameOptions struct {
		PrepareProvider bool `json:"prepareProvider"`
	}
	semanticTokensOptions struct {
		Legend semanticTokensLegend `json:"legend"`
		Full   bool                 `json:"full"`
		Range  bool                 `json:"range"`
	}
	semanticTokensLegend struct {
		TokenTypes     []string `json:"tokenTypes"`
		TokenModifiers []string `json:"tokenModifiers"`
	}
	workspaceCapabilities struct {
		WorkspaceFolders    workspaceFoldersOptions `json:"workspaceFolders"`
		TextDocumentContent contentOptions          `json:"textDocumentContent"`
	}
	workspaceFoldersOptions struct {
		Supported           bool `json:"supported"`
		ChangeNotifications bool `json:"changeNotifications"`
	}
	contentOptions struct {
		Schemes []string `json:"schemes"`
	}
)

// syncIncremental is the kind of synchronization in which the client tells the pieces of a text that change.
const syncIncremental = 2

type (
	textDocumentItem struct {
		URI     string `json:"uri"`
		Version int    `json:"version"`
		Text    string `json:"text"`
	}
	textDocument struct {
		URI string `json:"uri"`
	}
	versionedDocument struct {
		URI     string `json:"uri"`
		Version int    `json:"version"`
	}
	didOpenParams struct {
		TextDocument textDocumentItem `json:"textDocument"`
	}
	didChangeParams struct {
		TextDocument   versionedDocument `json:"textDocument"`
		ContentChanges []contentChange   `json:"contentChanges"`
	}
	contentChange struct {
		Range *diag.Range `json:"range"` // nil for the whole text
		Text  string      `json:"text"`
	}
	documentParams struct {
		TextDocument textDocument `json:"textDocument"`
	}
	positionParams struct {
		documentParams
		Position diag.Position `json:"position"`
	}
	rangeParams struct {
		documentParams
		Range diag.Range `json:"range"`
	}
	publishParams struct {
		URI         string       `json:"uri"`
		Version     *int         `json:"version,omitempty"`
		Diagnostics []diagnostic `json:"diagnostics"`
	}
	diagnostic struct {
		diag.Report
		Tags []int `json:"tags,omitempty"`
	}
	diagnosticParams struct {
		documentParams
		PreviousResultID string `json:"previousResultId"`
	}
	diagnosticReport struct {
		Kind     string        `json:"kind"` // "full" or "unchanged"
		ResultID string        `json:"resultId,omitempty"`
		Items    *[]diagnostic `json:"items,omitempty"` // nil of one that is unchanged
	}
	cancelledData struct {
		RetriggerRequest bool `json:"retriggerRequest"`
	}
	cancelParams struct {
		ID json.RawMessage `json:"id"`
	}
	logMessage struct {
		Type    int    `json:"type"`
		Message string `json:"message"`
	}
	registrationParams struct {
		Registrations []registration `json:"registrations"`
	}
	registration struct {
		ID              string       `json:"id"`
		Method          string       `json:"method"`
		RegisterOptions watchOptions `json:"registerOptions"`
	}
	watchOptions struct {
		Watchers []watcher `json:"watchers"`
	}
	watcher struct {
		GlobPattern string `json:"globPattern"`
	}
	didChangeFoldersParams struct {
		Event struct {
			Added   []folder `json:"added"`
			Removed []folder `json:"removed"`
		} `json:"event"`
	}
	didChangeWatchedFilesParams struct {
		Changes []struct {
			URI string `json:"uri"`
		} `json:"changes"`
	}
)

// documentURI is the document that a request is about.
func (p documentParams) documentURI() string { return p.TextDocument.URI }

// The types of messages for the user.
const (
	messageError = 1
	messageInfo  = 3
	messageLog   = 4
)

// The tags of diagnostics.
const tagUnnecessary = 1
