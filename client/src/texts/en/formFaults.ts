/** What is wrong with an answer. The sentences stand below a field, so "this" is the field. */
export const formFaults = {
  missing: (type: string) => {
    if (type === "checkbox") {
      return "Tick this box.";
    }
    return type === "multi_select" ? "Choose at least one." : "This is required.";
  },
  noText: "This must be a text.",
  tooLong: (length: number, most: number) =>
    `This has ${length} characters: at most ${most} are allowed.`,
  noMatch: "This does not have the form that is asked for.",
  noEmail: "This is not an e-mail address.",
  noNumber: "This is not a number.",
  noTick: "This must be ticked or not.",
  noDate: "This is not a date.",
  noTime: "This is not a date with a time.",
  notBefore: (bound: string) => `Not before ${bound}.`,
  notAfter: (bound: string) => `Not after ${bound}.`,
  noFile: "This must be an uploaded file.",
  oneFile: "Only one file can be sent here.",
  manyFiles: (count: number, most: number) =>
    `${count} files are too many: at most ${most} are allowed.`,
  noList: "This must be a list of choices.",
  noChoice: "This is not one of the choices.",
  choicesPending: "First fill in the fields that its choices depend on.",
  units: { none: "", characters: " characters", chosen: " chosen", files: " files" },
  atLeast: (bound: number, unit: string) => `At least ${bound}${unit}.`,
  atMost: (bound: number, unit: string) => `At most ${bound}${unit}.`,
};
