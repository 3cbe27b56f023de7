import { expect, it } from "vitest";
import { withValues } from "../../ui/places";
import type { ExpressionContext } from "../expressions/nodes";
import { escapeHtml, filledIn, withPlaces } from "./template";

const context: ExpressionContext = {
  field: { name: "<b>*Ada*</b>\n# x", tags: ["a"], "odd name": "yes" },
  query: { from: "mail" },
  workflow: { limits: { max: 3 } },
};

it("fills values in, escaped", () => {
  expect(filledIn("Hi {{ context.field.name }}!", context, escapeHtml)).toBe(
    "Hi &#60;b&#62;*Ada*&#60;/b&#62;\n# x!",
  );
});

it("keeps values out of what is parsed, also one that looks like a place", () => {
  const odd: ExpressionContext = { ...context, field: { a: "`x` \uE0001\uE001", b: "" } };
  const { text, values } = withPlaces("`{{field.a}}` {{field.b}}", odd);

  expect(text).toBe("`\uE0000\uE001` \uE0001\uE001");
  expect(withValues(text, values)).toBe("``x` \uE0001\uE001` ");
});

it("reads any path, and shows nothing for what is missing", () => {
  const text = "{{workflow.limits.max}} {{field['odd name']}} {{query.none}} {{field.tags}}";

  expect(filledIn(text, context, String)).toBe('3 yes  ["a"]');
});

it("leaves everything else as it is", () => {
  const text = "{{ name }} {{ field.name.toUpperCase() }} {{ 1 + 1 }} {{ context.other }} {{";

  expect(filledIn(text, context, String)).toBe(text);
});
