export const forgotten = {
  link: "Forgot your password?",
  title: "Forgotten password",
  says: "If there is an account with this address and a password, it is sent a link that sets a new one.",
  send: "Send the link",
  sent: "Look into your mailbox",
  sentSays: "The link is good once, for an hour. An address gets three letters an hour at most.",
};
