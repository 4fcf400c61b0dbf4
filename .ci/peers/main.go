package main
import (_ "github.com/mattn/go-sqlite3"; _ "tuanjian/store"; _ "github.com/xuri/excelize/v2")
func main(){}
