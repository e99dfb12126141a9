// The words for what became of an import.
import type { ImportState } from "../../api/bindings";
import { t } from "../../words";

export const stateWords: Record<ImportState, string> = {
  running: t("import-state-running"),
  cancelling: t("import-cancelling"),
  done: t("import-state-done"),
  cancelled: t("import-state-cancelled"),
  failed: t("import-state-failed"),
  interrupted: t("import-state-interrupted"),
};

export const stateLook: Record<ImportState, string> = {
  running: "",
  cancelling: "",
  done: "good",
  cancelled: "",
  failed: "bad",
  interrupted: "warn",
};
