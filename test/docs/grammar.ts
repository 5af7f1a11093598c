/** The grammar of the language in EBNF, for the documentation; the parser is its reading. */

/** `{ x }` is any number of x, `[ x ]` at most one, `|` a choice, quotes are literal text. */
export const grammar: string = `file         = { [ statement ] newline } .

statement    = heading | data | constant | levels | matrix | design | distribution | element | definition .

heading      = "model" name [ label ] .
data         = "data" [ "per" plate ] "{" { [ column ] ( newline | "," ) } "}" .
column       = name ":" type [ bounds ] [ "?" ] [ "from" text ] [ label ] .
type         = "real" | "int" | "factor" [ "in" name | "across" plate | "of" name ] [ "ordered" "[" level { "," level } "]" ]
               [ "reference" ( text | digits ) ] .
level        = name | text | digits .
bounds       = "in" expression ".." expression | { ( "<" | "<=" | ">" | ">=" ) sum } .
constant     = "constant" name "=" expression [ label ] .
levels       = "levels" name "=" ( integer ".." integer | "[" level { "," level } "]" ) [ label ] .
matrix       = "matrix" name "[" plate { "," plate } "]" [ "inverse" ] [ label ] .
design       = name "=" "design" "(" formula ")" [ label ] .
distribution = ( [ "centered" | "noncentered" ] target | columns ) "~" call [ label ] .
element      = indexed "~" call .
definition   = target "=" expression [ label ] .

target       = name [ "[" plate { "," plate } "]" ] .
columns      = "[" name { "," name } "]" .
plate        = name { ":" name } .
label        = text .

expression   = sum [ ( "<" | "<=" | ">" | ">=" | "==" | "!=" ) ( sum | text ) ] .
sum          = product { ( "+" | "-" ) product } .
product      = signed { ( "*" | "/" ) signed } .
signed       = ( "+" | "-" ) signed | power .
power        = primary [ "^" signed ] .
primary      = number | name | indexed | call | list | "(" expression ")" .
indexed      = name "[" index { "," index } "]" .
index        = plate | text | [ "-" ] digits .
call         = name "(" [ argument { "," argument } ] ")" .
argument     = [ name ":" ] expression .
list         = "[" [ expression { "," expression } ] "]" .

compared     = formula [ ( "<" | "<=" | ">" | ">=" | "==" | "!=" ) ( formula | text ) ] .
formula      = terms { ( "+" | "-" ) terms } .
terms        = interaction { ( "*" | "/" ) interaction } .
interaction  = degree { ":" degree } .
degree       = variable [ "^" digits ] .
variable     = number | name | name "(" [ compared { "," compared } ] ")" | "(" compared ")" | ( "+" | "-" ) terms .

name         = ( letter | "_" ) { letter | mark | digit | subscript | "_" } .
number       = ( digits [ "." [ digits ] ] | "." digits ) [ ( "e" | "E" ) [ "+" | "-" ] digits ] .
text         = '"' { any character but '"' and newline | '\\"' | '\\\\' | '\\n' | '\\t' } '"' .
comment      = "#" { any character but newline } .

A newline inside ( ) or [ ], or after an operator or a comma, does not count. Comments may stand before any newline.
The words model, data, per, constant, levels, matrix, inverse, design, centered, noncentered, from, in, across, of, ordered and reference are words of
the language only where this grammar has them: a column may be called \`data\`.
`;
