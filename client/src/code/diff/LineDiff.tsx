import { Text } from "@mantine/core";
import { useMemo } from "react";
import * as texts from "../../texts/texts";
import classes from "./LineDiff.module.css";
import { lineDiff, sizeOfDiff } from "./lineDiff";

interface LineDiffProps {
  /** What is compared, for those who cannot see it. */
  label: string;
  old: string;
  now: string;
}

const SIGNS = { same: "", added: "+", removed: "−" };

/** What leads from one text to another: lines that are removed and added, with those around. */
export function LineDiff({ label, old, now }: LineDiffProps) {
  const rows = useMemo(() => lineDiff(old, now), [old, now]);
  const { added, removed } = sizeOfDiff(rows);
  if (added + removed === 0) return <Text c="dimmed">{texts.code.noDifference}</Text>;
  return (
    <>
      <Text size="sm">{texts.code.difference(added, removed)}</Text>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long text scrolls, also by keyboard */}
      <section className={classes.diff} aria-label={label} tabIndex={0}>
        <table className={classes.rows}>
          <tbody>
            {rows.map((row) =>
              row.kind === "folded" ? (
                <tr key={`folded ${row.line}`}>
                  <td colSpan={3} className={classes.folded}>
                    {texts.code.unchanged(row.count)}
                  </td>
                </tr>
              ) : (
                <tr key={`${row.kind} ${row.line}`} className={classes[row.kind]}>
                  <td className={classes.number}>{row.line}</td>
                  <td className={classes.sign}>{SIGNS[row.kind]}</td>
                  <td className={classes.text}>{row.text}</td>
                </tr>
              ),
            )}
          </tbody>
        </table>
      </section>
    </>
  );
}
