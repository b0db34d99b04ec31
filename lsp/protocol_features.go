package lsp

// This file has the messages of what editors ask about a document, as far as they are used.

import (
	"encoding/json"

	"hewq/lang/diag"
)

type (
	formattingParams struct {
		documentParams
	}
	onTypeParams struct {
		positionParams
		Ch string `json:"ch"`
	}
	foldingRange struct {
		StartLine      int    `json:"startLine"`
		StartCharacter *int   `json:"startCharacter,omitempty"`
		EndLine        int    `json:"endLine"`
		EndCharacter   *int   `json:"endCharacter,omitempty"`
		Kind           string `json:"kind,omitempty"`
	}
	selectionParams struct {
		documentParams
		Positions []diag.Position `json:"positions"`
	}
	selectionRange struct {
		Range  diag.Range      `json:"range"`
		Parent *selectionRange `json:"parent,omitempty"`
	}
	documentSymbol struct {
		Name           string           `json:"name"`
		Detail         string           `json:"detail,omitempty"`
		Kind           int              `json:"kind"`
		Range          diag.Range       `json:"range"`
		SelectionRange diag.Range       `json:"selectionRange"`
		Children       []documentSymbol `json:"children,omitempty"`
	}
	symbolInformation struct {
		Name          string        `json:"name"`
		Kind          int           `json:"kind"`
		Location      diag.Location `json:"location"`
		ContainerName string        `json:"containerName,omitempty"`
	}
	symbolParams struct {
		Query string `json:"query"`
	}
	semanticTokens struct {
		Data []int `json:"data"`
	}
	hover struct {
		Contents markup     `json:"contents"`
		Range    diag.Range `json:"range"`
	}
	markup struct {
		Kind  string `json:"kind"`
		Value string `json:"value"`
	}
	referenceParams struct {
		positionParams
		Context struct {
			IncludeDeclaration bool `json:"includeDeclaration"`
		} `json:"context"`
	}
	highlight struct {
		Range diag.Range `json:"range"`
		Kind  int        `json:"kind"`
	}
	renameParams struct {
		positionParams
		NewName string `json:"newName"`
	}
	prepared struct {
		Range       diag.Range `json:"range"`
		Placeholder string     `json:"placeholder"`
	}
	workspaceEdit struct {
		Changes         map[string][]diag.TextEdit `json:"changes,omitempty"`
		DocumentChanges []documentEdit             `json:"documentChanges,omitempty"`
	}
	documentEdit struct {
		TextDocument optionalVersion `json:"textDocument"`
		Edits        []diag.TextEdit `json:"edits"`
	}
	optionalVersion struct {
		URI     string `json:"uri"`
		Version *int   `json:"version"` // null for a file that is not open
	}
	completionList struct {
		IsIncomplete bool             `json:"isIncomplete"`
		Items        []completionItem `json:"items"`
	}
	completionItem struct {
		Label               string          `json:"label"`
		Kind                int             `json:"kind,omitempty"`
		Detail              string          `json:"detail,omitempty"`
		Documentation       *markup         `json:"documentation,omitempty"`
		SortText            string          `json:"sortText,omitempty"`
		TextEdit            *diag.TextEdit  `json:"textEdit,omitempty"`
		AdditionalTextEdits []diag.TextEdit `json:"additionalTextEdits,omitempty"`
	}
	signatureHelp struct {
		Signatures      []signature `json:"signatures"`
		ActiveSignature int         `json:"activeSignature"`
		ActiveParameter int         `json:"activeParameter"`
	}
	signature struct {
		Label         string      `json:"label"`
		Documentation *markup     `json:"documentation,omitempty"`
		Parameters    []parameter `json:"parameters"`
	}
	parameter struct {
		Label [2]int `json:"label"` // from and to, in the label of the signature
	}
	codeActionParams struct {
		rangeParams
		Context struct {
			Only []string `json:"only"`
		} `json:"context"`
	}
	codeAction struct {
		Title       string         `json:"title"`
		Kind        string         `json:"kind,omitempty"`
		Diagnostics []diagnostic   `json:"diagnostics,omitempty"`
		IsPreferred bool           `json:"isPreferred,omitempty"`
		Edit        *workspaceEdit `json:"edit,omitempty"`
		Command     *command       `json:"command,omitempty"`
	}
	inlayHint struct {
		Position     diag.Position `json:"position"`
		Label        string        `json:"label"`
		Kind         int           `json:"kind"`
		PaddingRight bool          `json:"paddingRight,omitempty"`
	}
	hierarchyItem struct {
		Name           string     `json:"name"`
		Kind           int        `json:"kind"`
		Detail         string     `json:"detail,omitempty"`
		URI            string     `json:"uri"`
		Range          diag.Range `json:"range"`
		SelectionRange diag.Range `json:"selectionRange"`
		Data           *stubPlace `json:"data,omitempty"` // of what is declared in the standard library
	}
	stubPlace struct {
		Module string `json:"module"`
		Offset int    `json:"offset"`
	}
	itemParams struct {
		Item hierarchyItem `json:"item"`
	}
	incomingCall struct {
		From       hierarchyItem `json:"from"`
		FromRanges []diag.Range  `json:"fromRanges"`
	}
	outgoingCall struct {
		To         hierarchyItem `json:"to"`
		FromRanges []diag.Range  `json:"fromRanges"`
	}
	documentLink struct {
		Range  diag.Range `json:"range"`
		Target string     `json:"target"`
	}
	codeLens struct {
		Range   diag.Range `json:"range"`
		Command *command   `json:"command,omitempty"`
		Data    *lensData  `json:"data,omitempty"` // without a command
	}
	lensData struct {
		URI  string `json:"uri"`
		Name string `json:"name"` // at the beginning of the range
	}
	command struct {
		Title     string   `json:"title"`
		Command   string   `json:"command"` // "" for a text alone
		Arguments []string `json:"arguments,omitempty"`
	}
	commandParams struct {
		Command   string            `json:"command"`
		Arguments []json.RawMessage `json:"arguments"`
	}
	testOutcome struct {
		Test   string `json:"test"`
		Passed bool   `json:"passed"`
	}
	contentParams struct {
		URI string `json:"uri"`
	}
	content struct {
		Text string `json:"text"`
	}
)
