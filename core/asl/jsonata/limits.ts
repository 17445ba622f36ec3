/** What one JSONata expression may use. AWS names only the time; the rest keep a hostile text from taking the process. */

/** Time for one evaluation, in milliseconds. */
export const MAX_MILLISECONDS = 1000;

/** Length of one expression's text, in UTF-16 units. */
export const MAX_EXPRESSION_LENGTH = 32_768;

/** Brackets within brackets in an expression: the parser recurses over them. */
export const MAX_NESTING = 200;

/** Nested evaluations: about a fifth of it is the depth that a recursive function reaches. */
export const MAX_STACK = 10_000;

/** Items of one array that an expression builds. */
export const MAX_SEQUENCE = 250_000;

/** Size of one value, roughly its JSON text in characters; a part that stands in two places counts twice. */
export const MAX_VALUE_SIZE = 10 * 1024 * 1024;

/** Sum of the sizes of all that one evaluation builds, garbage included. */
export const MAX_ALLOCATION = 128 * 1024 * 1024;

/** Comparisons of one search for a text: length of the text times length of what is sought. */
export const MAX_COMPARISONS = 1_000_000_000;

/** Steps of one search by a regular expression: length of the text times size of the compiled program. */
export const MAX_REGEX_STEPS = 50_000_000;

/** Length of a picture string of the number and date functions. */
export const MAX_PICTURE_LENGTH = 1000;

/** Length of a text that is parsed by a date picture. */
export const MAX_DATE_LENGTH = 100;

/** Work of operators whose cost grows with the square of their items: one comparison of a sort costs two. */
export const MAX_QUADRATIC_COST = 50_000;

/** Length of an error message taken from an expression: AWS's limit of a cause. */
export const MAX_MESSAGE_LENGTH = 32_768;
