import {
  type ActionIconProps,
  type AnchorProps,
  type BadgeProps,
  type ButtonProps,
  type CSSVariablesResolver,
  createTheme,
  DEFAULT_THEME,
  type DrawerProps,
  type InputWrapperProps,
  type MantineColorsTuple,
  type MantineThemeOverride,
  type ModalProps,
  type NotificationProps,
  type TableProps,
  type TooltipProps,
} from "@mantine/core";
import * as texts from "../texts/texts";
import { readableUnderWhite, shadesOf } from "../ui/shades";

export const DEFAULT_ACCENT = "#2f5fd0";

const gray: MantineColorsTuple = [
  "#f7f8fa",
  "#eff1f4",
  "#e3e6eb",
  "#d3d8df",
  "#b9c0cb",
  "#8f98a7",
  "#667084",
  "#4d5668",
  "#343c4b",
  "#1d2430",
];

const dark: MantineColorsTuple = [
  "#e4e8ef",
  "#b6bfcc",
  "#98a2b3",
  "#697386",
  "#3b4454",
  "#2b3341",
  "#1f2631",
  "#171c25",
  "#12161d",
  "#0d1016",
];

/** Everything that has a look is set here: no other file names a colour, a size or a shadow. */
export function themeOf(accent: string): MantineThemeOverride {
  return createTheme({
    colors: { gray, dark, accent: shadesOf(readableUnderWhite(accent)) },
    primaryColor: "accent",
    primaryShade: { light: 6, dark: 6 },
    autoContrast: true,
    white: "#ffffff",
    black: "#1d2430",
    fontFamily: 'system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif',
    fontFamilyMonospace: 'ui-monospace, "Cascadia Mono", "SF Mono", Menlo, Consolas, monospace',
    fontSizes: { xs: "0.75rem", sm: "0.875rem", md: "0.875rem", lg: "1rem", xl: "1.25rem" },
    spacing: { xs: "0.5rem", sm: "0.75rem", md: "1rem", lg: "1.5rem", xl: "2rem" },
    radius: { xs: "0.25rem", sm: "0.375rem", md: "0.375rem", lg: "0.5rem", xl: "1rem" },
    defaultRadius: "sm",
    headings: {
      fontWeight: "600",
      sizes: {
        h1: { fontSize: "1.5rem", lineHeight: "2rem" },
        h2: { fontSize: "1.125rem", lineHeight: "1.75rem" },
        h3: { fontSize: "0.9375rem", lineHeight: "1.5rem" },
      },
    },
    cursorType: "pointer",
    respectReducedMotion: true,
    breakpoints: { xs: "30em", sm: "40em", md: "56.25em", lg: "75em", xl: "90em" },
    components: {
      ActionIcon: defaults<ActionIconProps>({ variant: "subtle", color: "gray" }),
      Anchor: defaults<AnchorProps>({ underline: "hover" }),
      Badge: defaults<BadgeProps>({ variant: "light", radius: "sm", tt: "none", fw: 500 }),
      Button: {
        ...defaults<ButtonProps>({ variant: "default", size: "sm" }),
        // Where nothing moves, the library leaves out what puts the loader into the middle.
        styles: { loader: { transform: "translate(-50%, -50%)" } },
      },
      InputWrapper: defaults<InputWrapperProps>({ inputWrapperOrder: FIELD_ORDER }),
      Drawer: defaults<DrawerProps>(overThePage()),
      Modal: defaults<ModalProps>(overThePage()),
      NavLink: { styles: { root: { borderRadius: "var(--mantine-radius-sm)" } } },
      Notification: defaults<NotificationProps>({
        closeButtonProps: { "aria-label": texts.common.close },
      }),
      Table: defaults<TableProps>({ verticalSpacing: 8, horizontalSpacing: "sm" }),
      // On a phone the tabs are moved sideways: in two rows none would stand on the line.
      Tabs: {
        styles: {
          list: { flexWrap: "nowrap", overflowX: "auto", overflowY: "hidden" },
          tab: { flexShrink: 0 },
        },
      },
      Tooltip: defaults<TooltipProps>({ openDelay: 300, withArrow: true }),
    },
  });
}

/** Default properties by the component's name: importing the component would load it on each page. */
function defaults<Props>(defaultProps: Partial<Props>): { defaultProps: Partial<Props> } {
  return { defaultProps };
}

/** The head of a dialog is no banner of the page. */
function overThePage() {
  return {
    attributes: { header: { role: "none" } },
    styles: { title: { fontSize: "var(--mantine-font-size-lg)", fontWeight: 600 } },
    closeButtonProps: { "aria-label": texts.common.close },
    transitionProps: { duration: 120 },
  };
}

/** Help stands under the label and before the input, so that a reader hears it first. */
const FIELD_ORDER: ("label" | "description" | "input" | "error")[] = [
  "label",
  "description",
  "input",
  "error",
];

/** Text on the light variant of each colour: darker than the library's, which is too faint. */
function lightTexts(): Record<string, string> {
  const names = [...Object.keys(DEFAULT_THEME.colors), "accent"];
  return Object.fromEntries(
    names.map((name) => [
      `--mantine-color-${name}-light-color`,
      `color-mix(in srgb, var(--mantine-color-${name}-9) 70%, black)`,
    ]),
  );
}

/** Colours of roles that the library's own defaults make too faint to read. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    "--mantine-color-dimmed": gray[7],
    "--mantine-color-placeholder": gray[6],
    "--mantine-color-body": "#ffffff",
    "--mantine-color-default-border": gray[3],
    ...lightTexts(),
    "--mantine-color-error": "#b42318",
    "--mantine-color-anchor": "var(--mantine-color-accent-7)",
    "--bifrost-sunken": gray[0],
    "--bifrost-line": gray[2],
  },
  dark: {
    "--mantine-color-dimmed": dark[1],
    "--mantine-color-placeholder": dark[2],
    "--mantine-color-body": dark[7],
    "--mantine-color-text": dark[0],
    "--mantine-color-default": dark[6],
    "--mantine-color-default-hover": dark[5],
    "--mantine-color-default-border": dark[4],
    "--mantine-color-error": "#ff9a91",
    "--mantine-color-anchor": "var(--mantine-color-accent-3)",
    "--bifrost-sunken": dark[8],
    "--bifrost-line": dark[5],
  },
});
