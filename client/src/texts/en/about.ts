export const about = {
  title: "About",
  version: "Version",
  licence: "Licence",
  ownLicence: "GNU Affero General Public License, version 3 (AGPL-3.0)",
  freedom:
    "This is free software: you may use, study, change and share it. Whoever runs it for others offers them the source code of what runs; ask the administrator of this installation for it.",
  madeOf: "What the web client is made of",
  package: "Package",
  notices: "The texts of all licences",
};
