import { useComputedColorScheme, useMantineTheme } from "@mantine/core";
import { useState } from "react";
import classes from "./HtmlFrame.module.css";

interface HtmlFrameProps {
  html: string;
  /** What the frame shows, for screen readers. */
  title: string;
}

/** No scripts, forms or top navigation; a page of our origin so that its height can be measured. */
const SANDBOX = "allow-same-origin allow-popups allow-popups-to-escape-sandbox";
/** An image's address would carry what a template put into it, so only data: is loaded. */
const POLICY =
  "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";
const MOST_HEIGHT = 4000;

/** HTML of an author or of a workflow, in a frame where no script runs. */
export function HtmlFrame({ html, title }: HtmlFrameProps) {
  const { fontFamily } = useMantineTheme();
  const scheme = useComputedColorScheme("light");
  const [height, setHeight] = useState(40);
  return (
    <iframe
      className={classes.frame}
      title={title}
      sandbox={SANDBOX}
      referrerPolicy="no-referrer"
      srcDoc={documentOf(html, fontFamily, scheme)}
      style={{ height }}
      onLoad={(event) => {
        const body = event.currentTarget.contentDocument?.body;
        if (body) setHeight(Math.min(Math.ceil(body.getBoundingClientRect().height), MOST_HEIGHT));
      }}
    />
  );
}

function documentOf(html: string, font: string, scheme: string): string {
  return [
    "<!doctype html>",
    `<meta http-equiv="Content-Security-Policy" content="${POLICY}">`,
    '<meta charset="utf-8"><base target="_blank">',
    `<style>:root{color-scheme:${scheme}}body{margin:0;display:flow-root;font:14px ${font};overflow-wrap:anywhere}</style>`,
    html,
  ].join("\n");
}
