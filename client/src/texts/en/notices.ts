export const notices = {
  title: "Notifications",
  button: (unseen: number) => (unseen === 0 ? "Notifications" : `Notifications, ${unseen} new`),
  empty: "Nothing to hear of.",
  emptySays: "Expired connections, disabled webhooks and paused schedules are listed here.",
  all: "Event log",
  connectionExpired: (name: string) => `The connection ${name} has to be connected again`,
  webhookDisabled: (name: string) => `The outgoing webhook ${name} was disabled`,
  schedulePaused: (name: string) => `The schedule ${name} was paused`,
  triggerPaused: (name: string) => `The trigger ${name} is paused`,
};
