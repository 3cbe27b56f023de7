/** What is wrong with an answer: a code that the server has too, and words for who fills in. */

export type FaultCode =
  | "valueMissing"
  | "typeMismatch"
  | "patternMismatch"
  | "tooShort"
  | "tooLong"
  | "rangeUnderflow"
  | "rangeOverflow"
  | "tooFew"
  | "tooMany"
  | "notAChoice"
  | "choicesPending"
  | "fileMissing";

export class AnswerFault extends Error {
  override readonly name = "AnswerFault";
  readonly code: FaultCode;

  constructor(code: FaultCode, message: string) {
    super(message);
    this.code = code;
  }
}
