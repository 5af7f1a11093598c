/** What runs in the page of one picture. */

import { decodePicture } from "./encode.ts";
import { LivePicture } from "./live-picture.ts";

const [holder, told, data] = ["picture", "told", "picture-data"].map((id) => document.getElementById(id)!);
new LivePicture(decodePicture(data!.textContent ?? ""), { holder: holder!, told: told! }).start();
