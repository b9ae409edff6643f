"""The base page, components and how a refusal is answered; no words of the domain."""
