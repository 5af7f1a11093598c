# Classical variance components and intraclass correlations, by lme4 and psych, and R² and ICC of mixed models by performance,
# for test/posterior/classical.test.ts and nakagawa.test.ts: Rscript test/reference/classical.R > test/posterior/classical.json
suppressMessages({library(lme4); library(psych); library(performance)})
shrout <- matrix(c(9,2,5,8, 6,1,3,2, 8,4,6,8, 7,1,2,6, 10,5,6,9, 6,2,4,7), 6, byrow = TRUE)
p <- ICC(shrout, lmer = FALSE)$results
iccs <- paste(sprintf('{"type":"%s","icc":%.10g,"lower":%.10g,"upper":%.10g}', p$type, p$ICC, p$`lower bound`, p$`upper bound`), collapse = ",")
reml <- function(m) {
  v <- as.data.frame(VarCorr(m))
  paste0('{', paste(sprintf('"%s":%.10g', ifelse(is.na(v$var1), "residual", v$grp), v$vcov), collapse = ","), '}')
}
tight <- lmerControl(optimizer = "nloptwrap", optCtrl = list(ftol_abs = 1e-14, xtol_abs = 1e-12, maxeval = 1e5), check.conv.singular = "ignore")
replicates <- read.csv("models/replicates/data.csv")
set.seed(4)
unequal <- data.frame(y = round(rnorm(30), 3) + rep(c(0, 1, -1, 2, 0.5), c(2, 4, 6, 8, 10)), g = rep(letters[1:5], c(2, 4, 6, 8, 10)))
small <- data.frame(y = c(1, 5, 2, 6, 3, 4.5, 2.2, 4.4), g = rep(letters[1:4], each = 2))
cat('{\n"shrout": [', iccs, '],\n', sep = "")
cat('"dyestuff": ', reml(lmer(Yield ~ 1 + (1 | Batch), Dyestuff, control = tight)), ',\n', sep = "")
cat('"pastes": ', reml(lmer(strength ~ 1 + (1 | batch) + (1 | sample), Pastes, control = tight)), ',\n', sep = "")
cat('"penicillin": ', reml(lmer(diameter ~ 1 + (1 | plate) + (1 | sample), Penicillin, control = tight)), ',\n', sep = "")
cat('"unequal": {"y":[', paste(unequal$y, collapse = ","), '],"g":[', paste0('"', unequal$g, '"', collapse = ","), '],"reml":', reml(lmer(y ~ 1 + (1 | g), unequal, control = tight)), '},\n', sep = "")
cat('"negative": {"y":[', paste(small$y, collapse = ","), '],"g":[', paste0('"', small$g, '"', collapse = ","), '],"reml":', reml(lmer(y ~ 1 + (1 | g), small, control = tight)), '},\n', sep = "")
# Random slopes, and a Poisson and a binomial model: fitted numbers in, performance's numbers out.
fit <- function(m, fixed, r, icc) paste0('{"fixef":[', paste(sprintf("%.12g", fixed), collapse = ","), '],"varcorr":', reml(m),
  ',"marginal":', sprintf("%.10g", r$R2_marginal), ',"conditional":', sprintf("%.10g", r$R2_conditional),
  ',"icc_adjusted":', sprintf("%.10g", icc$ICC_adjusted), ',"icc_unadjusted":', sprintf("%.10g", icc$ICC_unadjusted), '}')
s <- lmer(Reaction ~ Days + (Days | Subject), sleepstudy)
v <- VarCorr(s)$Subject
cat('"sleepstudy": {"fixef":[', paste(sprintf("%.12g", fixef(s)), collapse = ","), '],"sds":[', paste(sprintf("%.12g", attr(v, "stddev")), collapse = ","),
  '],"correlation":', sprintf("%.12g", attr(v, "correlation")[1, 2]), ',"sigma":', sprintf("%.12g", sigma(s)),
  ',"marginal":', sprintf("%.10g", r2(s)$R2_marginal), ',"conditional":', sprintf("%.10g", r2(s)$R2_conditional),
  ',"icc_adjusted":', sprintf("%.10g", icc(s)$ICC_adjusted), ',"icc_unadjusted":', sprintf("%.10g", icc(s)$ICC_unadjusted), '},\n', sep = "")
b <- glmer(cbind(incidence, size - incidence) ~ period + (1 | herd), cbpp, family = binomial)
cat('"cbpp": ', fit(b, fixef(b), r2(b), icc(b)), ',\n', sep = "")
# Crossed factors, one of them with a slope, and the shares of crossed intercepts by group.
penicillin <- Penicillin
penicillin$x <- rep_len(c(-1, 0, 1.5), nrow(penicillin))
penicillin$y <- penicillin$diameter + penicillin$x * (1 + as.integer(penicillin$plate) %% 5)
two <- lmer(y ~ x + (x | plate) + (1 | sample), penicillin)
cat('"crossed": {"fixef":[', paste(sprintf("%.12g", fixef(two)), collapse = ","), '],"sds":[', paste(sprintf("%.12g", attr(VarCorr(two)$plate, "stddev")), collapse = ","),
  '],"correlation":', sprintf("%.12g", attr(VarCorr(two)$plate, "correlation")[1, 2]), ',"sample":', sprintf("%.12g", VarCorr(two)$sample[1]), ',"sigma":', sprintf("%.12g", sigma(two)),
  ',"marginal":', sprintf("%.10g", r2(two)$R2_marginal), ',"conditional":', sprintf("%.10g", r2(two)$R2_conditional), '},\n', sep = "")
by <- icc(lmer(diameter ~ 1 + (1 | plate) + (1 | sample), Penicillin, control = tight), by_group = TRUE)
cat('"by_group": {', paste(sprintf('"%s":%.10g', by$Group, by$ICC), collapse = ","), '}\n}\n', sep = "")
