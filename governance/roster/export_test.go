package roster

import "reflect"

// OfThisPackage tells the types whose unexported fields a test may compare.
func OfThisPackage(t reflect.Type) bool {
	return t.PkgPath() == reflect.TypeFor[State]().PkgPath()
}
