/** An expression is invalid, or cannot be evaluated. The message is for the form's author. */
export class ExpressionError extends Error {
  override readonly name = "ExpressionError";
}
