package diag

// This file names the codes of the checker. codes_check_*.go document them.

import "slices"

// The codes of the checker.
const (
	NotSupported       Code = "not-supported"
	UnknownName        Code = "unknown-name"
	UnknownType        Code = "unknown-type"
	UnknownModule      Code = "unknown-module"
	UnknownField       Code = "unknown-field"
	UnknownMethod      Code = "unknown-method"
	UnknownVariant     Code = "unknown-variant"
	UnknownTrait       Code = "unknown-trait"
	UnknownLabel       Code = "unknown-label"
	PrivateItem        Code = "private-item"
	DuplicateName      Code = "duplicate-name"
	TypeMismatch       Code = "type-mismatch"
	TypeUnknown        Code = "type-annotations-needed"
	WrongArgCount      Code = "wrong-arg-count"
	WrongTypeArgCount  Code = "wrong-type-arg-count"
	BadOperator        Code = "bad-operator"
	BadCast            Code = "bad-cast"
	BadIndex           Code = "bad-index"
	BadLiteral         Code = "bad-literal"
	BadPattern         Code = "bad-pattern"
	BadTry             Code = "bad-try"
	BadConst           Code = "bad-const"
	BadMain            Code = "bad-main"
	NotCallable        Code = "not-callable"
	NotIterable        Code = "not-iterable"
	NotMutable         Code = "not-mutable"
	NotAssignable      Code = "not-assignable"
	NotValue           Code = "not-a-value"
	NotUnsafe          Code = "unsafe-needed"
	NonExhaustiveMatch Code = "non-exhaustive-match"
	RefutablePattern   Code = "refutable-pattern"
	NotConsumed        Code = "not-consumed"
	UseAfterMove       Code = "use-after-move"
	MoveNeeded         Code = "move-needed"
	MissingReturn      Code = "missing-return"
	MissingField       Code = "missing-field"
	MissingMethod      Code = "missing-method"
	MissingImpl        Code = "missing-impl"
	MethodMismatch     Code = "method-mismatch"
	OutsideLoop        Code = "outside-loop"
	OutsideImpl        Code = "outside-impl"
	OutsideScope       Code = "outside-scope"
	RecursiveType      Code = "recursive-type"
	RecursiveClosure   Code = "recursive-closure"
	BadResource        Code = "bad-resource"
	NotSendable        Code = "not-sendable"
	BadSelect          Code = "bad-select"
)

// checkCodes documents them all.
var checkCodes = slices.Concat(checkSupportCodes, checkNameCodes, checkTypeCodes, checkFlowCodes, checkItemCodes)
