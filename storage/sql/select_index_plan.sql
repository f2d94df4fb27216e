select version, plan from index_plan;
