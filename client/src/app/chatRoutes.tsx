import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { organization } from "./baseRoutes";

const chat = createRoute({
  getParentRoute: () => organization,
  path: "chat",
  component: lazyRouteComponent(() => import("../chat/ChatPage"), "ChatPage"),
});

const conversation = createRoute({
  getParentRoute: () => organization,
  path: "chat/$conversationId",
  component: lazyRouteComponent(() => import("../chat/ConversationPage"), "ConversationPage"),
});

/** The pages of conversations with agents. */
export const chatRoutes = [chat, conversation] as const;
