"""What if: changes to a situation, the plan before and after, bundled examples."""
