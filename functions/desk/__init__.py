"""The staff desk: who somebody is, and visits recorded for people without a phone at hand, or disputed by them."""
