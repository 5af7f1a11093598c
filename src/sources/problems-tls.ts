/** What can be wrong with TLS between here and a server: HP1063 to HP1067. */

import { quote } from "../data/problems.ts";
import { inFile, problem } from "../problems/make-problem.ts";
import { said } from "./said.ts";

export const certificateNotTrusted = (source: string, reason: string, remedy: string) =>
  problem("HP1063", inFile(source), [
    `the certificate of ${quote(source)} is not trusted: ${said(reason)}`,
    remedy,
  ]);

export const tlsNotOffered = (source: string, asked: string, remedy: string) =>
  problem("HP1064", inFile(source), [`${quote(source)} has no TLS, and ${asked}`, remedy]);

/** `setting`: what names the file. */
export const tlsFileUnusable = (source: string, setting: string, reason: string, remedy: string) =>
  problem("HP1065", inFile(source), [
    `the file that ${quote(setting)} names cannot be used: ${said(reason)}`,
    remedy,
  ]);

export const tlsSettingUnclear = (source: string, reason: string, remedy: string) =>
  problem("HP1066", inFile(source), [`TLS is not asked for as it can be: ${reason}`, remedy]);

export const ownCertificateRefused = (source: string, reason: string, remedy: string) =>
  problem("HP1067", inFile(source), [
    `${quote(source)} did not accept this side's certificate, or the lack of one: ${said(reason)}`,
    remedy,
  ]);
