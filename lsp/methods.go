package lsp

// This file says what answers each method.

import (
	"context"

	"hewq/lsp/rpc"
)

var methods = map[string]handler{
	"initialize":      request((*server).initialize),
	"initialized":     notification((*server).initialized),
	"shutdown":        request((*server).shutdown),
	"exit":            notification((*server).exit),
	"$/cancelRequest": notification((*server).cancelRequest),
	"$/setTrace":      notification((*server).ignored),

	"textDocument/didOpen":                change((*server).didOpen),
	"textDocument/didChange":              change((*server).didChange),
	"textDocument/didClose":               change((*server).didClose),
	"textDocument/didSave":                notification((*server).ignored),
	"workspace/didChangeWatchedFiles":     notification((*server).didChangeWatchedFiles),
	"workspace/didChangeWorkspaceFolders": notification((*server).didChangeWorkspaceFolders),
	"workspace/didChangeConfiguration":    notification((*server).ignored),

	"textDocument/formatting":           onDocument((*server).formatting),
	"textDocument/rangeFormatting":      onDocument((*server).rangeFormatting),
	"textDocument/onTypeFormatting":     onDocument((*server).onTypeFormatting),
	"textDocument/foldingRange":         onDocument((*server).foldingRange),
	"textDocument/selectionRange":       onDocument((*server).selectionRange),
	"textDocument/documentSymbol":       onDocument((*server).documentSymbol),
	"textDocument/semanticTokens/full":  onDocument((*server).semanticTokens),
	"textDocument/semanticTokens/range": onDocument((*server).semanticTokensRange),
	"textDocument/completion":           onDocument((*server).completion),
	"textDocument/signatureHelp":        onDocument((*server).signatureHelp),
	"textDocument/inlayHint":            onDocument((*server).inlayHint),
	"textDocument/hover":                onDocument((*server).hover),
	"textDocument/definition":           onDocument((*server).definition),
	"textDocument/typeDefinition":       onDocument((*server).typeDefinition),
	"textDocument/references":           onDocument((*server).references),
	"textDocument/documentHighlight":    onDocument((*server).documentHighlight),
	"textDocument/prepareRename":        onDocument((*server).prepareRename),
	"textDocument/rename":               onDocument((*server).rename),
	"textDocument/codeAction":           onDocument((*server).codeAction),
	"textDocument/diagnostic":           askedAgain(onDocument((*server).documentDiagnostic)),
	"textDocument/declaration":          onDocument((*server).definition),
	"textDocument/implementation":       onDocument((*server).implementation),
	"textDocument/prepareCallHierarchy": onDocument((*server).prepareCallHierarchy),
	"callHierarchy/incomingCalls":       request((*server).incomingCalls),
	"callHierarchy/outgoingCalls":       request((*server).outgoingCalls),
	"textDocument/prepareTypeHierarchy": onDocument((*server).prepareTypeHierarchy),
	"typeHierarchy/supertypes":          request((*server).supertypes),
	"typeHierarchy/subtypes":            request((*server).subtypes),
	"textDocument/documentLink":         onDocument((*server).documentLink),
	"textDocument/codeLens":             onDocument((*server).codeLens),
	"codeLens/resolve":                  request((*server).resolveLens),
	"workspace/executeCommand":          request((*server).executeCommand),
	"workspace/symbol":                  request((*server).workspaceSymbol),
	"workspace/textDocumentContent":     request((*server).textDocumentContent),
	"hewq/stub":                         request((*server).textDocumentContent),
}

// request is a handler of requests.
func request[P, R any](answer func(*server, context.Context, P) (R, error)) handler {
	return func(ctx context.Context, s *server, _ int, req *rpc.Request) (any, error) {
		p, err := params[P](req)
		if err != nil {
			return nil, err
		}
		return answer(s, ctx, p)
	}
}

// notification is a handler of notifications.
func notification[P any](take func(*server, context.Context, P) error) handler {
	return func(ctx context.Context, s *server, _ int, req *rpc.Request) (any, error) {
		p, err := params[P](req)
		if err != nil {
			return nil, err
		}
		return nil, take(s, ctx, p)
	}
}

// change is a handler of notifications that change documents; it gives them the number of the change.
func change[P any](take func(*server, context.Context, int, P) error) handler {
	return func(ctx context.Context, s *server, number int, req *rpc.Request) (any, error) {
		p, err := params[P](req)
		if err != nil {
			return nil, err
		}
		return nil, take(s, ctx, number, p)
	}
}

// onDocument is a handler of requests about an open document.
func onDocument[P documented, R any](answer func(*server, context.Context, *document, P) (R, error)) handler {
	return func(ctx context.Context, s *server, version int, req *rpc.Request) (any, error) {
		p, err := params[P](req)
		if err != nil {
			return nil, err
		}
		d, err := s.docs.at(p.documentURI(), version)
		if err != nil {
			return nil, err
		}
		return answer(s, ctx, d, p)
	}
}

// documented are the parameters of a request about a document.
type documented interface{ documentURI() string }

// none are the parameters of a method that has none, or none that matter.
type none struct{}

func params[P any](req *rpc.Request) (P, error) {
	var p P
	err := req.Params(&p)
	return p, err
}

func (s *server) ignored(context.Context, none) error { return nil }

// cancelRequest ends a request that is under way.
func (s *server) cancelRequest(_ context.Context, p cancelParams) error {
	s.rpc.Cancel(string(p.ID))
	return nil
}
