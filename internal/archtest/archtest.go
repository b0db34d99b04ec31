// Package archtest holds the rules about who imports whom. Its test is the package.
package archtest
