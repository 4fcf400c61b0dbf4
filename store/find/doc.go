// Package find is search and lists: what a person types is looked for in names, pinyin, initials and numbers, a list is
// narrowed, filtered and sorted, a choice is offered by what it is called and how it sounds. It knows Views of records and
// what rules say of them; it changes nothing, keeps nothing on disk and knows no screen.
package find
