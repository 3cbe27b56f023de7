import { setDiagnostics } from "@codemirror/lint";
import { Compartment, EditorState } from "@codemirror/state";
import { EditorView, keymap } from "@codemirror/view";
import { useEffect, useEffectEvent, useRef } from "react";
import type { ValidationReport } from "../../api/schema";
import * as texts from "../../texts/texts";
import classes from "./CodeText.module.css";
import { EDITING } from "./extensions";
import { languageOf } from "./language";

interface CodeTextProps {
  path: string;
  /** The text that it begins with; what comes from outside later needs another key. */
  initial: string;
  /** The line to show first. */
  line: number | undefined;
  issues: ValidationReport["issues"];
  onChange: (text: string) => void;
  onSave: () => void;
}

/** The text of a file, to edit. */
export function CodeText({ path, initial, line, issues, onChange, onSave }: CodeTextProps) {
  const place = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(undefined);
  const change = useEffectEvent(onChange);
  const save = useEffectEvent(onSave);
  const begin = useEffectEvent(() => initial);

  useEffect(() => {
    if (place.current === null) return;
    const language = new Compartment();
    const made = new EditorView({
      parent: place.current,
      state: EditorState.create({
        doc: begin(),
        extensions: [
          keymap.of([{ key: "Mod-s", run: handled(save), preventDefault: true }]),
          EDITING,
          language.of([]),
          EditorView.contentAttributes.of({ "aria-label": texts.code.textOf(path), tabindex: "0" }),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) change(update.state.doc.toString());
          }),
        ],
      }),
    });
    view.current = made;
    void languageOf(path).then((found) => made.dispatch({ effects: language.reconfigure(found) }));
    return () => made.destroy();
  }, [path]);

  useEffect(() => {
    const { current } = view;
    if (current === undefined || line === undefined || line > current.state.doc.lines) return;
    const { from } = current.state.doc.line(line);
    current.dispatch({
      selection: { anchor: from },
      effects: EditorView.scrollIntoView(from, { y: "center" }),
    });
    current.focus();
  }, [line]);

  useEffect(() => {
    const { current } = view;
    if (current === undefined) return;
    const { doc } = current.state;
    const found = issues.map(({ message, severity, line: at }) => {
      const { from, to } = doc.line(Math.min(Math.max(at ?? 1, 1), doc.lines));
      return { from, to, severity, message };
    });
    current.dispatch(setDiagnostics(current.state, found));
  }, [issues]);

  return <div ref={place} className={classes.text} />;
}

/** A command of the editor, after which no other one is asked. */
function handled(run: () => void): () => boolean {
  return () => {
    run();
    return true;
  };
}
